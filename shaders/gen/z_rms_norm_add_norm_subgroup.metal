#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _28 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _31 = (_28 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _41 = SPIRV_CROSS_CONSTANT_ID_0;

struct _81
{
    uint _m0;
    float _m1;
    float _m2;
};

struct _102
{
    float _m0[1];
};

struct _148
{
    float _m0[1];
};

struct _164
{
    float _m0[1];
};

struct _173
{
    float _m0[1];
};

struct _212
{
    float _m0[1];
};

struct _226
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _236 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_236, 1u, 1u);

kernel void main0(constant _81& _83 [[buffer(0)]], const device _102& _104 [[buffer(2)]], const device _164& _166 [[buffer(3)]], const device _148& _150 [[buffer(4)]], device _173& _175 [[buffer(5)]], const device _226& _228 [[buffer(6)]], device _212& _214 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _44[_41];
    uint _87 = gl_WorkGroupID.y * _83._m0;
    float _339;
    _339 = 0.0;
    for (uint _338 = gl_LocalInvocationID.x; _338 < _83._m0; )
    {
        uint _107 = _87 + _338;
        _339 = fma(_104._m0[_107], _104._m0[_107], _339);
        _338 += _41;
        continue;
    }
    float _342;
    do
    {
        float _262 = simd_sum(_339);
        if (_31)
        {
            _342 = _262;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _266 = simd_is_first();
        if (_266)
        {
            _44[gl_SubgroupID] = _262;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _341;
        _341 = _44[0];
        for (uint _340 = 1u; _340 < gl_NumSubgroups; )
        {
            _341 += _44[_340];
            _340++;
            continue;
        }
        _342 = _341;
        break;
    } while(false);
    float _127 = float(_83._m0);
    float _134 = 1.0 / sqrt((_342 / _127) + _83._m1);
    float _344;
    _344 = 0.0;
    for (uint _343 = gl_LocalInvocationID.x; _343 < _83._m0; )
    {
        uint _153 = _87 + _343;
        float _171 = fma(_104._m0[_153] * _134, _166._m0[_343], _150._m0[_153]);
        _175._m0[_153] = _171;
        _344 = fma(_171, _171, _344);
        _343 += _41;
        continue;
    }
    float _347;
    do
    {
        float _304 = simd_sum(_344);
        if (_31)
        {
            _347 = _304;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _308 = simd_is_first();
        if (_308)
        {
            _44[gl_SubgroupID] = _304;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _346;
        _346 = _44[0];
        for (uint _345 = 1u; _345 < gl_NumSubgroups; )
        {
            _346 += _44[_345];
            _345++;
            continue;
        }
        _347 = _346;
        break;
    } while(false);
    float _199 = 1.0 / sqrt((_347 / _127) + _83._m2);
    for (uint _348 = gl_LocalInvocationID.x; _348 < _83._m0; )
    {
        uint _217 = _87 + _348;
        _214._m0[_217] = (_175._m0[_217] * _199) * _228._m0[_348];
        _348 += _41;
        continue;
    }
}

