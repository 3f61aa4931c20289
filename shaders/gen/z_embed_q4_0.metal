#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _91
{
    uint _m0[1];
};

struct _95
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    float _m5;
};

struct _112
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _149 = SPIRV_CROSS_CONSTANT_ID_0;

struct _158
{
    int _m0[1];
};

struct _235
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _256 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_256, 1u, 1u);

kernel void main0(constant _95& _97 [[buffer(0)]], const device _112& _114 [[buffer(2)]], const device _91& _93 [[buffer(3)]], const device _158& _160 [[buffer(4)]], device _235& _237 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _152 = (gl_WorkGroupID.x * _149) + gl_LocalInvocationID.x;
        uint _169 = uint(_160._m0[gl_WorkGroupID.y]) - _97._m3;
        bool _173 = _152 >= _97._m0;
        bool _181;
        if (!_173)
        {
            _181 = _169 >= _97._m4;
        }
        else
        {
            _181 = _173;
        }
        if (_181)
        {
            break;
        }
        float2 _285 = float2(as_type<half2>(_93._m0[(_169 * _97._m1) + (_152 >> uint(2))]));
        uint _291 = (_169 * _97._m0) + _152;
        float _356;
        if ((_152 & 2u) == 0u)
        {
            _356 = _285.x;
        }
        else
        {
            _356 = _285.y;
        }
        uint _333 = _114._m0[_291].x >> 0u;
        float4 _211 = ((float4(uint4(_333 & 15u, (_333 >> uint(4)) & 15u, (_333 >> uint(8)) & 15u, (_333 >> uint(12)) & 15u)) - float4(8.0)) * _356) * _97._m5;
        uint _214 = 16u * _152;
        if (_214 < _97._m2)
        {
            _237._m0[(gl_WorkGroupID.y * _97._m2) + _214] = _211.x;
        }
        if ((_214 + 1u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _214) + 1u] = _211.y;
        }
        if ((_214 + 2u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _214) + 2u] = _211.z;
        }
        if ((_214 + 3u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _214) + 3u] = _211.w;
        }
        uint _441 = _114._m0[_291].x >> 16u;
        float4 _453 = ((float4(uint4(_441 & 15u, (_441 >> uint(4)) & 15u, (_441 >> uint(8)) & 15u, (_441 >> uint(12)) & 15u)) - float4(8.0)) * _356) * _97._m5;
        uint _456 = _214 + 4u;
        if (_456 < _97._m2)
        {
            _237._m0[(gl_WorkGroupID.y * _97._m2) + _456] = _453.x;
        }
        if ((_214 + 5u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _456) + 1u] = _453.y;
        }
        if ((_214 + 6u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _456) + 2u] = _453.z;
        }
        if ((_214 + 7u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _456) + 3u] = _453.w;
        }
        uint _554 = _114._m0[_291].y >> 0u;
        float4 _566 = ((float4(uint4(_554 & 15u, (_554 >> uint(4)) & 15u, (_554 >> uint(8)) & 15u, (_554 >> uint(12)) & 15u)) - float4(8.0)) * _356) * _97._m5;
        uint _569 = _214 + 8u;
        if (_569 < _97._m2)
        {
            _237._m0[(gl_WorkGroupID.y * _97._m2) + _569] = _566.x;
        }
        if ((_214 + 9u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _569) + 1u] = _566.y;
        }
        if ((_214 + 10u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _569) + 2u] = _566.z;
        }
        if ((_214 + 11u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _569) + 3u] = _566.w;
        }
        uint _667 = _114._m0[_291].y >> 16u;
        float4 _679 = ((float4(uint4(_667 & 15u, (_667 >> uint(4)) & 15u, (_667 >> uint(8)) & 15u, (_667 >> uint(12)) & 15u)) - float4(8.0)) * _356) * _97._m5;
        uint _682 = _214 + 12u;
        if (_682 < _97._m2)
        {
            _237._m0[(gl_WorkGroupID.y * _97._m2) + _682] = _679.x;
        }
        if ((_214 + 13u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _682) + 1u] = _679.y;
        }
        if ((_214 + 14u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _682) + 2u] = _679.z;
        }
        if ((_214 + 15u) < _97._m2)
        {
            _237._m0[((gl_WorkGroupID.y * _97._m2) + _682) + 3u] = _679.w;
        }
        break;
    } while(false);
}

