#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _118
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    float _m5;
};

struct _134
{
    uint _m0[1];
};

struct _157
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _194 = SPIRV_CROSS_CONSTANT_ID_0;

struct _203
{
    int _m0[1];
};

struct _278
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _299 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_299, 1u, 1u);

kernel void main0(constant _118& _120 [[buffer(0)]], const device _157& _159 [[buffer(2)]], const device _134& _136 [[buffer(3)]], const device _203& _205 [[buffer(4)]], device _278& _280 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _197 = (gl_WorkGroupID.x * _194) + gl_LocalInvocationID.x;
        uint _213 = uint(_205._m0[gl_WorkGroupID.y]) - _120._m3;
        bool _217 = _197 >= _120._m0;
        bool _225;
        if (!_217)
        {
            _225 = _213 >= _120._m4;
        }
        else
        {
            _225 = _217;
        }
        if (_225)
        {
            break;
        }
        uint _328 = (_213 * _120._m1) + (3u * (_197 >> uint(2)));
        float2 _333 = float2(as_type<half2>(_136._m0[_328 + 2u]));
        uint _344 = _136._m0[_328 + ((_197 >> uint(1)) & 1u)] >> (16u * (_197 & 1u));
        uint _350 = (_213 * _120._m0) + _197;
        float _441;
        if ((_197 & 2u) == 0u)
        {
            _441 = _333.x;
        }
        else
        {
            _441 = _333.y;
        }
        uint _379 = _344 >> 0u;
        uint _415 = _159._m0[_350].x >> 0u;
        float4 _254 = ((float4(uint4(_415 & 15u, (_415 >> uint(4)) & 15u, (_415 >> uint(8)) & 15u, (_415 >> uint(12)) & 15u) | (uint4(_379 & 1u, (_379 >> uint(1)) & 1u, (_379 >> uint(2)) & 1u, (_379 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _441) * _120._m5;
        uint _257 = 16u * _197;
        if (_257 < _120._m2)
        {
            _280._m0[(gl_WorkGroupID.y * _120._m2) + _257] = _254.x;
        }
        if ((_257 + 1u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _257) + 1u] = _254.y;
        }
        if ((_257 + 2u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _257) + 2u] = _254.z;
        }
        if ((_257 + 3u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _257) + 3u] = _254.w;
        }
        uint _524 = _344 >> 4u;
        uint _539 = _159._m0[_350].x >> 16u;
        float4 _553 = ((float4(uint4(_539 & 15u, (_539 >> uint(4)) & 15u, (_539 >> uint(8)) & 15u, (_539 >> uint(12)) & 15u) | (uint4(_524 & 1u, (_524 >> uint(1)) & 1u, (_524 >> uint(2)) & 1u, (_524 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _441) * _120._m5;
        uint _556 = _257 + 4u;
        if (_556 < _120._m2)
        {
            _280._m0[(gl_WorkGroupID.y * _120._m2) + _556] = _553.x;
        }
        if ((_257 + 5u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _556) + 1u] = _553.y;
        }
        if ((_257 + 6u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _556) + 2u] = _553.z;
        }
        if ((_257 + 7u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _556) + 3u] = _553.w;
        }
        uint _651 = _344 >> 8u;
        uint _666 = _159._m0[_350].y >> 0u;
        float4 _680 = ((float4(uint4(_666 & 15u, (_666 >> uint(4)) & 15u, (_666 >> uint(8)) & 15u, (_666 >> uint(12)) & 15u) | (uint4(_651 & 1u, (_651 >> uint(1)) & 1u, (_651 >> uint(2)) & 1u, (_651 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _441) * _120._m5;
        uint _683 = _257 + 8u;
        if (_683 < _120._m2)
        {
            _280._m0[(gl_WorkGroupID.y * _120._m2) + _683] = _680.x;
        }
        if ((_257 + 9u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _683) + 1u] = _680.y;
        }
        if ((_257 + 10u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _683) + 2u] = _680.z;
        }
        if ((_257 + 11u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _683) + 3u] = _680.w;
        }
        uint _778 = _344 >> 12u;
        uint _793 = _159._m0[_350].y >> 16u;
        float4 _807 = ((float4(uint4(_793 & 15u, (_793 >> uint(4)) & 15u, (_793 >> uint(8)) & 15u, (_793 >> uint(12)) & 15u) | (uint4(_778 & 1u, (_778 >> uint(1)) & 1u, (_778 >> uint(2)) & 1u, (_778 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _441) * _120._m5;
        uint _810 = _257 + 12u;
        if (_810 < _120._m2)
        {
            _280._m0[(gl_WorkGroupID.y * _120._m2) + _810] = _807.x;
        }
        if ((_257 + 13u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _810) + 1u] = _807.y;
        }
        if ((_257 + 14u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _810) + 2u] = _807.z;
        }
        if ((_257 + 15u) < _120._m2)
        {
            _280._m0[((gl_WorkGroupID.y * _120._m2) + _810) + 3u] = _807.w;
        }
        break;
    } while(false);
}

