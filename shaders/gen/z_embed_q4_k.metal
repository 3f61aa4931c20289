#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _91
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
    uint _m0[1];
};

struct _134
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _170 = SPIRV_CROSS_CONSTANT_ID_0;

struct _179
{
    int _m0[1];
};

struct _257
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _278 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_278, 1u, 1u);

kernel void main0(constant _91& _93 [[buffer(0)]], const device _134& _136 [[buffer(2)]], const device _112& _114 [[buffer(3)]], const device _179& _181 [[buffer(4)]], device _257& _259 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _173 = (gl_WorkGroupID.x * _170) + gl_LocalInvocationID.x;
        uint _190 = uint(_181._m0[gl_WorkGroupID.y]) - _93._m3;
        bool _195 = _173 >= _93._m0;
        bool _203;
        if (!_195)
        {
            _203 = _190 >= _93._m4;
        }
        else
        {
            _203 = _195;
        }
        if (_203)
        {
            break;
        }
        uint _307 = (_190 * _93._m1) + (5u * (_173 >> uint(4)));
        uint _310 = (_173 >> uint(1)) & 7u;
        float2 _314 = float2(as_type<half2>(_114._m0[_307]));
        uint _325 = _114._m0[(_307 + 1u) + (_310 >> uint(1))] >> (16u * (_310 & 1u));
        uint _331 = (_190 * _93._m0) + _173;
        float _342 = _314.x * float(_325 & 255u);
        uint _377 = _136._m0[_331].x >> 0u;
        float4 _364 = float4(_314.y * float((_325 >> uint(8)) & 255u));
        float4 _233 = ((float4(uint4(_377 & 15u, (_377 >> uint(4)) & 15u, (_377 >> uint(8)) & 15u, (_377 >> uint(12)) & 15u)) * _342) - _364) * _93._m5;
        uint _236 = 16u * _173;
        if (_236 < _93._m2)
        {
            _259._m0[(gl_WorkGroupID.y * _93._m2) + _236] = _233.x;
        }
        if ((_236 + 1u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _236) + 1u] = _233.y;
        }
        if ((_236 + 2u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _236) + 2u] = _233.z;
        }
        if ((_236 + 3u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _236) + 3u] = _233.w;
        }
        uint _486 = _136._m0[_331].x >> 16u;
        float4 _499 = ((float4(uint4(_486 & 15u, (_486 >> uint(4)) & 15u, (_486 >> uint(8)) & 15u, (_486 >> uint(12)) & 15u)) * _342) - _364) * _93._m5;
        uint _502 = _236 + 4u;
        if (_502 < _93._m2)
        {
            _259._m0[(gl_WorkGroupID.y * _93._m2) + _502] = _499.x;
        }
        if ((_236 + 5u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _502) + 1u] = _499.y;
        }
        if ((_236 + 6u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _502) + 2u] = _499.z;
        }
        if ((_236 + 7u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _502) + 3u] = _499.w;
        }
        uint _601 = _136._m0[_331].y >> 0u;
        float4 _614 = ((float4(uint4(_601 & 15u, (_601 >> uint(4)) & 15u, (_601 >> uint(8)) & 15u, (_601 >> uint(12)) & 15u)) * _342) - _364) * _93._m5;
        uint _617 = _236 + 8u;
        if (_617 < _93._m2)
        {
            _259._m0[(gl_WorkGroupID.y * _93._m2) + _617] = _614.x;
        }
        if ((_236 + 9u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _617) + 1u] = _614.y;
        }
        if ((_236 + 10u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _617) + 2u] = _614.z;
        }
        if ((_236 + 11u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _617) + 3u] = _614.w;
        }
        uint _716 = _136._m0[_331].y >> 16u;
        float4 _729 = ((float4(uint4(_716 & 15u, (_716 >> uint(4)) & 15u, (_716 >> uint(8)) & 15u, (_716 >> uint(12)) & 15u)) * _342) - _364) * _93._m5;
        uint _732 = _236 + 12u;
        if (_732 < _93._m2)
        {
            _259._m0[(gl_WorkGroupID.y * _93._m2) + _732] = _729.x;
        }
        if ((_236 + 13u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _732) + 1u] = _729.y;
        }
        if ((_236 + 14u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _732) + 2u] = _729.z;
        }
        if ((_236 + 15u) < _93._m2)
        {
            _259._m0[((gl_WorkGroupID.y * _93._m2) + _732) + 3u] = _729.w;
        }
        break;
    } while(false);
}

