#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _30
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    float _m5;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _52 = SPIRV_CROSS_CONSTANT_ID_0;

struct _62
{
    int _m0[1];
};

struct _114
{
    uint4 _m0[1];
};

struct _151
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _174 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_174, 1u, 1u);

kernel void main0(constant _30& _32 [[buffer(0)]], const device _114& _116 [[buffer(2)]], const device _62& _64 [[buffer(4)]], device _151& _153 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _55 = (gl_WorkGroupID.x * _52) + gl_LocalInvocationID.x;
        uint _73 = uint(_64._m0[gl_WorkGroupID.y]) - _32._m3;
        bool _78 = _55 >= _32._m0;
        bool _87;
        if (!_78)
        {
            _87 = _73 >= _32._m4;
        }
        else
        {
            _87 = _78;
        }
        if (_87)
        {
            break;
        }
        uint _202 = 4u * ((_73 * _32._m0) + _55);
        float4 _125 = as_type<float4>(_116._m0[_202]) * _32._m5;
        uint _129 = 16u * _55;
        if (_129 < _32._m2)
        {
            _153._m0[(gl_WorkGroupID.y * _32._m2) + _129] = _125.x;
        }
        if ((_129 + 1u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _129) + 1u] = _125.y;
        }
        if ((_129 + 2u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _129) + 2u] = _125.z;
        }
        if ((_129 + 3u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _129) + 3u] = _125.w;
        }
        float4 _292 = as_type<float4>(_116._m0[_202 + 1u]) * _32._m5;
        uint _295 = _129 + 4u;
        if (_295 < _32._m2)
        {
            _153._m0[(gl_WorkGroupID.y * _32._m2) + _295] = _292.x;
        }
        if ((_129 + 5u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _295) + 1u] = _292.y;
        }
        if ((_129 + 6u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _295) + 2u] = _292.z;
        }
        if ((_129 + 7u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _295) + 3u] = _292.w;
        }
        float4 _391 = as_type<float4>(_116._m0[_202 + 2u]) * _32._m5;
        uint _394 = _129 + 8u;
        if (_394 < _32._m2)
        {
            _153._m0[(gl_WorkGroupID.y * _32._m2) + _394] = _391.x;
        }
        if ((_129 + 9u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _394) + 1u] = _391.y;
        }
        if ((_129 + 10u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _394) + 2u] = _391.z;
        }
        if ((_129 + 11u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _394) + 3u] = _391.w;
        }
        float4 _490 = as_type<float4>(_116._m0[_202 + 3u]) * _32._m5;
        uint _493 = _129 + 12u;
        if (_493 < _32._m2)
        {
            _153._m0[(gl_WorkGroupID.y * _32._m2) + _493] = _490.x;
        }
        if ((_129 + 13u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _493) + 1u] = _490.y;
        }
        if ((_129 + 14u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _493) + 2u] = _490.z;
        }
        if ((_129 + 15u) < _32._m2)
        {
            _153._m0[((gl_WorkGroupID.y * _32._m2) + _493) + 3u] = _490.w;
        }
        break;
    } while(false);
}

